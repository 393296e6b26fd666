"""Faults on purpose: processes killed, servers lost, disks full; nothing may be missing or double."""
