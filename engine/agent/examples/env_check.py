"""Plays the environment by each of its faces and checks what they promise.

    python3 env_check.py SCENARIO
"""

import sys

from demarche import AECEnv, Discrete, Env, Error, ParallelEnv, Refused


def parallel(scenario, seed, **options):
    """One game at random; returns its hash."""
    face = ParallelEnv(scenario, **options)
    seen, infos = face.reset(seed=seed)
    assert set(seen) == set(infos) == set(face.agents) == set(face.possible_agents)
    began, sums, steps = face.env.returns(), {a: 0.0 for a in face.agents}, 0
    for i, a in enumerate(face.possible_agents):
        assert face.action_space(a) is face.action_space(a)
        face.action_space(a).seed(i)
    while face.agents:
        for a in face.agents:
            mask = seen[a]["action_mask"]
            assert len(mask) == face.action_space(a).n and mask[0] == 1
            assert sum(mask) == 1 + len(infos[a]["legal"])
        acts = {a: face.action_space(a).sample(seen[a]["action_mask"]) for a in face.agents}
        seen, rewards, terminations, truncations, infos = face.step(acts)
        for a, x in rewards.items():
            sums[a] += x
            assert not (terminations[a] and truncations[a])
        steps += 1
        assert steps < 1000, "the game does not end"
    end = face.env.returns()
    for a in sums:
        assert abs(sums[a] - (end[a] - began[a])) < 1e-9, "rewards do not add up to the return"
    play = face.env.moment["play"]
    face.close()
    return play


def turns(scenario, seed, **options):
    """The same game one after another; returns its hash."""
    face = AECEnv(scenario, **options)
    face.reset(seed=seed)
    for i, a in enumerate(face.possible_agents):
        face.action_space(a).seed(i)
    before = None
    for a in face.agent_iter():
        assert a == face.agent_selection
        seen, reward, terminated, truncated, info = face.last()
        if terminated or truncated:
            face.step(None)
            continue
        waiting = (face.env.moment["turn"], face.env.moment["what"])
        if waiting == before:
            assert reward == face._cumulative_rewards[a]
        before = waiting
        face.step(face.action_space(a).sample(seen["action_mask"]))
    assert face.agents == []
    play = face.env.moment["play"]
    face.close()
    return play


def plain(scenario):
    """The five words of the plain face, and what it refuses."""
    with Env(scenario) as env:
        env.reset(seed=1)
        first = env.asked[0]
        assert env.observe(first)["view"]["role"] == first
        assert env.legal(first)[0]["n"] == 1 and env.legal(first)[0]["text"]
        before = env.moment["play"]
        try:
            env.step({first: 100000})
            raise AssertionError("a number that is not listed was taken")
        except Refused as no:
            assert no.role == first and no.code == "no_such_number"
        try:
            env.step({"nobody": 1})
            raise AssertionError("a stranger was taken")
        except Error as no:
            assert "nobody is not asked now" in str(no)
        assert env.moment["play"] == before
        env.step({first: {"moves": [env.legal(first)[0]["move"]]}})
        assert env.moment["play"] != before and first in env.returns()
        again = env.reset(seed=1)["play"]
        assert again == before, "a second game does not begin like the first"


def main():
    scenario = sys.argv[1]
    plain(scenario)
    games = [parallel(scenario, seed) for seed in (1, 1, 2)]
    assert games[0] == games[1] != games[2], "a seed does not decide the game"
    assert turns(scenario, 1) == games[0], "the faces play different games"
    one = ParallelEnv(scenario).possible_agents[0]
    assert parallel(scenario, 1, agents=[one], policy="random") != games[0]
    assert Discrete(3) == Discrete(3) and 2 in Discrete(3) and 3 not in Discrete(3)
    print("fine")


if __name__ == "__main__":
    main()
