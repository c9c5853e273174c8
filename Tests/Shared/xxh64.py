"""The checksum of journals, for checks that forge them."""
import struct


def xxh64(data, seed=0):
    """XXH64 as its specification has it."""
    mask, (p1, p2, p3, p4, p5) = 2**64 - 1, (0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x85EBCA77C2B2AE63,
                                              0x27D4EB2F165667C5)
    turn = lambda x, n: (x << n | x >> 64 - n) & mask  # noqa: E731
    step = lambda lane, word: turn((lane + word * p2) & mask, 31) * p1 & mask  # noqa: E731
    at, lanes = 0, [(seed + p1 + p2) & mask, (seed + p2) & mask, seed, (seed - p1) & mask]
    if len(data) >= 32:
        while at + 32 <= len(data):
            lanes = [step(lane, word) for lane, word in zip(lanes, struct.unpack_from("<4Q", data, at))]
            at += 32
        sum_ = sum(turn(lane, n) for lane, n in zip(lanes, (1, 7, 12, 18))) & mask
        for lane in lanes:
            sum_ = ((sum_ ^ step(0, lane)) * p1 + p4) & mask
    else:
        sum_ = (seed + p5) & mask
    sum_ = (sum_ + len(data)) & mask
    while at + 8 <= len(data):
        sum_ = (turn(sum_ ^ step(0, struct.unpack_from("<Q", data, at)[0]), 27) * p1 + p4) & mask
        at += 8
    if at + 4 <= len(data):
        sum_ = (turn(sum_ ^ struct.unpack_from("<I", data, at)[0] * p1 & mask, 23) * p2 + p3) & mask
        at += 4
    for byte in data[at:]:
        sum_ = turn(sum_ ^ byte * p5 & mask, 11) * p1 & mask
    for shift, factor in ((33, p2), (29, p3)):
        sum_ = (sum_ ^ sum_ >> shift) * factor & mask
    return sum_ ^ sum_ >> 32
