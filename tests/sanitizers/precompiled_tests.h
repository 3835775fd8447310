#pragma once

#include "precompiled_core.h"

#include <QProcess>
#include <QTemporaryDir>

#include <catch2/catch.hpp>

#include <random>
