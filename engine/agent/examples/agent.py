#!/usr/bin/env python3
"""A careful agent for Demarche, with nothing but Python's own library.

    demarche run code_blue --policy 'exec:python3 agent.py'

It answers every question with a lawful move that crosses no line and costs
nothing that it cannot see, and falls back to doing nothing. Copy it, and
rewrite `moves` and `answers`: they get all that a person in the seat would
see. Anything printed for debugging goes to standard error; standard output
is the line to the engine.
"""

import json
import random
import sys


class Agent:
    """One seat of one game. A new one is made for each game."""

    def __init__(self, welcome):
        self.role = welcome["role"]
        # All luck of an agent comes from the seed it is given, so that the same
        # run can be played again. In a live exercise there is none.
        self.luck = random.Random(welcome.get("play", {}).get("agentSeed"))
        self.cards = {}  # what the book says of each measure
        self.view = None  # the present view

    def book(self, message):
        for card in message.get("cards", []):
            self.cards[card["id"]] = card

    def careful(self, move):
        """Says whether a move is lawful, can be taken back and lifts nobody
        up the ladder of escalation across a firebreak."""
        card = self.cards.get(move["action"], {})
        return not (
            move.get("confirm")
            or card.get("temptation")
            or card.get("irrevocable")
            or card.get("status", "lawful") != "lawful"
        )

    def moves(self, choose):
        """Returns the numbers of the moves to make, and why."""
        good = [x for x in choose["legal"] if self.careful(x["move"])]
        if not good:
            return [], "nothing careful is open"
        pick = self.luck.choice(good)
        return [pick["n"]], "careful: " + pick["text"]

    def next(self, choose):
        """A live exercise asks whether to go on."""
        return [1], "read"

    def answers(self, choose):
        """Returns the numbers of the answers to give: yes to what is careful."""
        proposals = {p["id"]: p for p in self.view.get("proposals", [])}
        picks = []
        for x in choose["legal"]:
            if x.get("yes", False) == self.careful(proposals[x["proposal"]]):
                picks.append(x["n"])
        return picks, "yes to what is careful"


def say(message):
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def main():
    say({"v": 1, "t": "hello", "name": "careful", "agent": True})
    seats = {}  # one, unless one program plays all seats
    for line in sys.stdin:
        message = json.loads(line)
        kind, seat = message["t"], message.get("seat", "")
        if kind == "welcome":
            seats[seat] = Agent(message)
        elif kind == "book":
            seats[seat].book(message)
        elif kind == "view":
            seats[seat].view = message
        elif kind == "choose":
            agent = seats[seat]
            ask = {"moves": agent.moves, "answers": agent.answers, "next": agent.next}[message["what"]]
            picks, why = ask(message)
            say({"v": 1, "t": "pick", "id": message["id"], "picks": picks, "why": why})
        elif kind == "refuse":
            print("refused:", message["text"], file=sys.stderr)
        elif kind == "bye":
            return
        # Whatever else is said, now or by a newer engine, is passed over.


if __name__ == "__main__":
    main()
