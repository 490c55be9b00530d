"""Under fire: processes are killed, put to sleep and starved while people work, and nothing is lost or doubled.

`python -m tests.stress --lang` plays all rounds; `test_onder_vuur.py` plays a short form of them.
"""
