#!/bin/sh
# stops.sh PROGRAM KIND REPORT: PROGRAM KIND must fail, and must say REPORT.
said=$("$1" "$2" 2>&1) && { echo "$said"; echo "stops.sh: $2 went unnoticed"; exit 1; }
echo "$said"
echo "$said" | grep -q "$3"
