#!/bin/sh
echo $(
