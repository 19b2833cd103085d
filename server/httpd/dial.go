package httpd

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"time"

	"github.com/gorilla/websocket"

	"demarche/engine/wire"
	"demarche/server/session"
)

// Dialled is a client's end of the line to a seat.
type Dialled struct{ socket *websocket.Conn }

// dialLimit bounds a message from a server that is trusted with a seat's view.
const dialLimit = 4 << 20

// ErrNoLink is the error of a link that leads to no seat.
var ErrNoLink = errors.New("the link leads to no seat")

// Dial takes the seat that a join link gives, such as
// http://127.0.0.1:8080/join/TOKEN, as a browser does that opens it.
func Dial(ctx context.Context, link string) (*Dialled, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, link, nil)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoLink, err)
	}
	// The page that the link leads to is of no use here: its address tells the rest.
	last := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	client := &http.Client{Jar: jar, Timeout: 30 * time.Second, CheckRedirect: last}
	answer, err := client.Do(request)
	if err != nil {
		return nil, fmt.Errorf("open the link: %w", err)
	}
	_ = answer.Body.Close() // the page is not read
	at, err := answer.Location()
	if err != nil {
		return nil, fmt.Errorf("%w (%s)", ErrNoLink, answer.Status)
	}
	code, seat := strings.CutPrefix(at.Path, "/g/")
	if !seat || strings.Contains(code, "/") {
		return nil, fmt.Errorf("%w (%s)", ErrNoLink, answer.Status)
	}
	to := url.URL{Scheme: map[string]string{"http": "ws", "https": "wss"}[at.Scheme], Host: at.Host, Path: "/ws/" + code}
	dialer := &websocket.Dialer{Jar: jar, HandshakeTimeout: 30 * time.Second}
	socket, _, err := dialer.DialContext(ctx, to.String(), http.Header{"Origin": {at.Scheme + "://" + at.Host}})
	if err != nil {
		return nil, fmt.Errorf("open the websocket: %w", err)
	}
	socket.SetReadLimit(dialLimit)
	return &Dialled{socket}, nil
}

// Errors of a line that the server has ended.
var (
	ErrSlow = errors.New("what the server says is not read fast enough")
	ErrFast = errors.New("too much is said to the server at once")
)

// Receive returns the next message of the server.
func (d *Dialled) Receive() ([]byte, error) {
	_, message, err := d.socket.ReadMessage()
	var end *websocket.CloseError
	if errors.As(err, &end) {
		switch end.Text {
		case session.EndSlow:
			err = ErrSlow
		case wire.CodeTooFast:
			err = ErrFast
		}
	}
	return message, err
}

// Send sends a message; one goroutine at a time.
func (d *Dialled) Send(message []byte) error {
	if len(message) > wire.MaxMessage {
		return wire.ErrTooLong
	}
	_ = d.socket.SetWriteDeadline(time.Now().Add(writeWait))
	return d.socket.WriteMessage(websocket.TextMessage, message)
}

// Close ends the line.
func (d *Dialled) Close() error {
	farewell(d.socket, websocket.CloseNormalClosure, "")
	return d.socket.Close()
}
