"""Faults on purpose: processes killed, servers lost, disks full; afterwards nothing may be missing or double."""
