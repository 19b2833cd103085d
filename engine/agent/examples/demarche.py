"""Demarche as an environment, with nothing but Python's own library.

    from demarche import Env
    env = Env("code_blue", policies={"pelagia": "cautious"})
    moment = env.reset(seed=1)
    while not env.over:
        env.step({role: 1 for role in env.asked})     # the first legal move of each
    print(env.returns())
    env.close()

`Env` is the plain face: reset, observe, legal, step, returns. `ParallelEnv` and
`AECEnv` are its faces in the manner of PettingZoo: all seats at once, or one
after another with what was chosen before hidden until the turn is played. An
action is a number: 0 does nothing, n takes the n-th move of the list; or it is a
list of such numbers, or {"moves": [...]} with moves written out.

The program `demarche` must be in PATH, or be named by the variable DEMARCHE or
the argument `command`.
"""

import json
import os
import random
import subprocess

__all__ = ["AECEnv", "Discrete", "Env", "Error", "ParallelEnv", "Refused"]


class Error(Exception):
    """The environment could not do what was asked."""


class Refused(Error):
    """A step changed nothing: what one role wanted cannot be done."""

    def __init__(self, message):
        super().__init__("%s: %s (%s)" % (message["role"], message["text"], message["code"]))
        self.role, self.code, self.move = message["role"], message["code"], message["move"]


class Env:
    """One scenario, one game at a time, played by a demarche process."""

    def __init__(self, scenario, agents=None, policies=None, policy=None, params=None, lang=None, command=None):
        """agents: roles that the caller plays (default: all seats without a
        policy here). policies: role -> name of a built-in player. policy: of
        the roles named nowhere. params: of the scenario."""
        command = command or os.environ.get("DEMARCHE", "demarche")
        self._setup = {
            "agents": list(agents or []), "policies": dict(policies or {}), "policy": policy or "",
            "params": dict(params or {}), "lang": lang or "",
        }
        self._process = subprocess.Popen(
            [command, "env", scenario], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        self.info = self._read()  # what there is to play: seats, params, policies
        self.moment = None  # where the game stands
        self.books = {}  # role -> what it may read: cards, roles, tracks, texts

    # The five things that an environment does.

    def reset(self, seed=0, params=None):
        """Begins a game and returns its first moment."""
        setup = dict(self._setup, t="reset", seed=seed)
        setup["params"] = dict(setup["params"], **(params or {}))
        self.books = {}
        return self._command(setup)

    def observe(self, role):
        """What a role sees: {"view": ..., "past": views since the last moment}."""
        return self.moment["observations"][role]

    def legal(self, role):
        """What a role may choose now: [{"n": 1, "text": ..., "move": ...}, ...].
        Empty if it is not asked."""
        choose = self.moment["observations"][role].get("choose")
        return choose["legal"] if choose else []

    def step(self, orders):
        """Takes the orders {role: action} of the roles in `asked`, plays on and
        returns the next moment. Raises Refused, and changes nothing, if one of
        them cannot be done."""
        return self._command({"t": "step", "orders": {r: o for r, o in orders.items() if o is not None}})

    def returns(self):
        """What the game has been worth so far: {role: number}."""
        return self.moment["returns"]

    # Where the game stands.

    @property
    def asked(self):
        """The roles that have something to choose now."""
        return self.moment["agents"]

    @property
    def over(self):
        return self.moment["terminated"] or self.moment["truncated"]

    def limit(self, role):
        """How many numbers an action of a role may have; 0 is any."""
        choose = self.moment["observations"][role].get("choose")
        return choose["limit"] if choose else 0

    def close(self):
        if self._process.poll() is None:
            self._process.stdin.close()
            self._process.wait(timeout=30)
        self._process.stdout.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def _command(self, command):
        self._process.stdin.write(json.dumps(command) + "\n")
        self._process.stdin.flush()
        answer = self._read()
        if answer["t"] == "refused":
            raise Refused(answer)
        if answer["t"] == "error":
            raise Error(answer["text"])
        self.moment = answer
        for role, seen in answer["observations"].items():
            if "book" in seen:
                self.books[role] = seen["book"]
        return answer

    def _read(self):
        line = self._process.stdout.readline()
        if not line:
            raise Error("demarche has ended (exit code %s)" % self._process.wait())
        return json.loads(line)


class Discrete:
    """The numbers from 0 to n-1, like the space of that name in Gymnasium."""

    def __init__(self, n):
        self.n = n
        self._luck = random.Random(0)

    def seed(self, seed=None):
        self._luck = random.Random(seed)

    def contains(self, x):
        return isinstance(x, int) and 0 <= x < self.n

    __contains__ = contains

    def sample(self, mask=None):
        """One of the numbers, evenly; of those only whose mask is 1."""
        if mask is None:
            return self._luck.randrange(self.n)
        return self._luck.choice([i for i, free in enumerate(mask) if free])

    def __eq__(self, other):
        return isinstance(other, Discrete) and other.n == self.n

    def __repr__(self):
        return "Discrete(%d)" % self.n


class _Face:
    """What both faces share."""

    metadata = {"name": "demarche_v1", "render_modes": [], "is_parallelizable": True}
    render_mode = None

    def __init__(self, scenario, **options):
        self.env = Env(scenario, **options)
        left = set(self.env._setup["policies"])
        chosen = self.env._setup["agents"]
        self.possible_agents = [s for s in self.env.info["seats"] if (s in chosen if chosen else s not in left)]
        self.agents = []
        self._spaces = {a: Discrete(self.env.info["listed"] + 1) for a in self.possible_agents}

    def action_space(self, agent):
        return self._spaces[agent]

    def _mask(self, agent):
        """1 for each action that is possible now. 0, to do nothing, always is."""
        mask = [0] * self._spaces[agent].n
        mask[0] = 1
        for x in self.env.legal(agent):
            mask[x["n"]] = 1
        return mask

    def _observation(self, agent):
        return {"view": self.env.observe(agent)["view"], "action_mask": self._mask(agent)}

    def _info(self, agent):
        return {"legal": self.env.legal(agent), "limit": self.env.limit(agent), "book": self.env.books[agent]}

    def _step(self, actions):
        self.env.step({a: x for a, x in actions.items() if a in self.env.asked})

    def close(self):
        self.env.close()

    @property
    def unwrapped(self):
        return self


class ParallelEnv(_Face):
    """All agents act at once. Who has nothing to choose acts by 0; in a turn with
    proposals there is a second step, in which those who are asked answer."""

    def reset(self, seed=None, options=None):
        self.env.reset(seed=seed or 0, params=(options or {}).get("params"))
        self.agents = self.possible_agents[:]
        return {a: self._observation(a) for a in self.agents}, {a: self._info(a) for a in self.agents}

    def step(self, actions):
        self._step(actions)
        moment, agents = self.env.moment, self.agents
        if self.env.over:
            self.agents = []
        return (
            {a: self._observation(a) for a in agents},
            {a: moment["rewards"][a] for a in agents},
            {a: moment["terminated"] for a in agents},
            {a: moment["truncated"] for a in agents},
            {a: self._info(a) for a in agents},
        )


class AECEnv(_Face):
    """One agent after another. What was chosen in a turn is hidden from those who
    choose later in it, and played when all have."""

    def reset(self, seed=None, options=None):
        self.env.reset(seed=seed or 0, params=(options or {}).get("params"))
        self.agents = self.possible_agents[:]
        zero = {a: 0.0 for a in self.agents}
        self.rewards, self._cumulative_rewards = dict(zero), dict(zero)
        self.terminations = {a: False for a in self.agents}
        self.truncations = {a: False for a in self.agents}
        self.infos = {a: self._info(a) for a in self.agents}
        self._begin()

    def _begin(self):
        self._chosen, self._queue = {}, [a for a in self.agents if a in self.env.asked] or self.agents[:]
        self.agent_selection = self._queue.pop(0)

    def observe(self, agent):
        return self._observation(agent)

    def last(self, observe=True):
        a = self.agent_selection
        return (
            self.observe(a) if observe else None, self._cumulative_rewards[a],
            self.terminations[a], self.truncations[a], self.infos[a],
        )

    def step(self, action):
        a = self.agent_selection
        if self.terminations[a] or self.truncations[a]:
            if action is not None:
                raise ValueError("%s is done: its only action is None" % a)
            self.agents.remove(a)
            for by_agent in (self.rewards, self._cumulative_rewards, self.terminations, self.truncations, self.infos):
                by_agent.pop(a)
            if self.agents:
                self.agent_selection = self.agents[0]
            return
        self._cumulative_rewards[a] = 0.0
        self.rewards = {x: 0.0 for x in self.agents}
        self._chosen[a] = action
        if self._queue:
            self.agent_selection = self._queue.pop(0)
            return
        self._step(self._chosen)
        moment = self.env.moment
        for x in self.agents:
            self.rewards[x] = moment["rewards"][x]
            self._cumulative_rewards[x] += moment["rewards"][x]
            self.terminations[x], self.truncations[x] = moment["terminated"], moment["truncated"]
            self.infos[x] = self._info(x)
        if self.env.over:
            self.agent_selection = self.agents[0]
        else:
            self._begin()

    def agent_iter(self, max_iter=2**63):
        while self.agents and max_iter > 0:
            max_iter -= 1
            yield self.agent_selection
