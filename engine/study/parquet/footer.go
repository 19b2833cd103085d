package parquet

import (
	"encoding/binary"
	"math"

	"github.com/parquet-go/parquet-go/deprecated"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"

	"demarche/engine/study/table"
)

// writer names what wrote a file, in the form that readers look for. It is raised
// when the same rows would give other bytes.
const writer = "demarche version 1.0.0 (build tables)"

// encoding is that of the page of cells.
func (c *column) encoding() format.Encoding {
	switch {
	case c.indexed():
		return format.RLEDictionary
	case c.Kind == table.Int32 || c.Kind == table.Int64:
		return format.DeltaBinaryPacked
	}
	return format.Plain
}

// encodings are all that the column has in a row group.
func (c *column) encodings() []format.Encoding {
	switch c.encoding() {
	case format.RLEDictionary:
		return []format.Encoding{format.Plain, format.RLE, format.RLEDictionary}
	case format.DeltaBinaryPacked:
		return []format.Encoding{format.RLE, format.DeltaBinaryPacked}
	}
	return []format.Encoding{format.Plain, format.RLE}
}

// statistics are how many cells are null, and the least and greatest number of
// the others, by which readers skip row groups.
func (c *column) statistics() format.Statistics {
	s := format.Statistics{NullCount: int64(c.nulls)}
	list := c.raw
	if c.indexed() {
		list = c.numbers.list
	}
	if len(list) == 0 {
		return s // texts and truths are not searched by range
	}
	if c.Kind == table.Float64 {
		floatRange(&s, list)
		return s
	}
	least, most := int64(list[0]), int64(list[0])
	for _, x := range list {
		least, most = min(least, int64(x)), max(most, int64(x))
	}
	if c.Kind == table.Int32 {
		s.MinValue = binary.LittleEndian.AppendUint32(nil, uint32(least))
		s.MaxValue = binary.LittleEndian.AppendUint32(nil, uint32(most))
		return s
	}
	s.MinValue = binary.LittleEndian.AppendUint64(nil, uint64(least))
	s.MaxValue = binary.LittleEndian.AppendUint64(nil, uint64(most))
	return s
}

// floatRange is none where a cell is no number, and takes zeros of both signs
// for each other, as the format asks.
func floatRange(s *format.Statistics, list []uint64) {
	least, most := math.Inf(1), math.Inf(-1)
	for _, x := range list {
		f := math.Float64frombits(x)
		if math.IsNaN(f) {
			return
		}
		if f < least {
			least = f
		}
		if f > most {
			most = f
		}
	}
	if least == 0 {
		least = math.Copysign(0, -1)
	}
	if most == 0 {
		most = 0
	}
	s.MinValue = binary.LittleEndian.AppendUint64(nil, math.Float64bits(least))
	s.MaxValue = binary.LittleEndian.AppendUint64(nil, math.Float64bits(most))
}

// schema is the columns as the footer has them, below their root.
func schema(of *table.Table) []format.SchemaElement {
	out := []format.SchemaElement{{Name: of.Name, NumChildren: thrift.New(int32(len(of.Columns)))}}
	for _, c := range of.Columns {
		e := format.SchemaElement{Name: c.Name, Type: thrift.New(physical(c.Kind)), RepetitionType: thrift.New(format.Required)}
		if c.Null {
			e.RepetitionType = thrift.New(format.Optional)
		}
		if c.Kind == table.Text {
			e.ConvertedType = thrift.New(deprecated.UTF8)
			e.LogicalType = format.LogicalType{Value: &format.StringType{}}
		}
		out = append(out, e)
	}
	return out
}

// footer is what stands behind the row groups.
func (s *sheet) footer() ([]byte, error) {
	m := format.FileMetaData{Version: 2, Schema: schema(s.of), NumRows: s.total, RowGroups: s.groups, CreatedBy: writer}
	for _, p := range s.meta {
		m.KeyValueMetadata = append(m.KeyValueMetadata, format.KeyValue{Key: p.key, Value: p.value})
	}
	for range s.of.Columns {
		m.ColumnOrders = append(m.ColumnOrders, format.ColumnOrder{Value: &format.TypeDefinedOrder{}})
	}
	out, err := thrift.Marshal(new(thrift.CompactProtocol), &m)
	if err != nil {
		return nil, err
	}
	out = binary.LittleEndian.AppendUint32(out, uint32(len(out)))
	return append(out, magic...), nil
}
