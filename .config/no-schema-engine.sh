#!/bin/sh
echo "This project does not use Prisma's schema engine. To write a migration: npm run migration -- NAME" >&2
exit 101
