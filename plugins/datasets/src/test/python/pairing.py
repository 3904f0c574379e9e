"""Prints the pairs of PairingTest, by the definition in Pairing's documentation."""

import hashlib

FACTS = [
    ("Kenya", "Africa"), ("Ghana", "Africa"), ("Angola", "Africa"), ("Japan", "Asia"),
    ("India", "Asia"), ("Italy", "Europe"), ("Poland", "Europe"), ("Peru", "South America"),
]


def numbers(subject, obj):
    digest = hashlib.sha256(f"continent_of\n{subject}\n{obj}".encode()).digest()
    signed = lambda b: int.from_bytes(b, "big", signed=True)
    return signed(digest[:8]), signed(digest[8:16])


takers = sorted(FACTS, key=lambda fact: numbers(*fact)[0])
given = [obj for _, obj in sorted(FACTS, key=lambda fact: numbers(*fact)[1])]
n = len(FACTS)
is_false = lambda i, j: takers[i][1] != given[j]
swaps = 0
for i in range(n):
    if not is_false(i, i):
        for j in [(i + step) % n for step in range(1, n)]:
            if is_false(i, j) and is_false(j, i):
                given[i], given[j] = given[j], given[i]
                swaps += 1
                break
print(swaps, "swaps")
for (subject, _), obj in zip(takers, given):
    print(f'Map.entry("{subject}", "{obj}"),')
