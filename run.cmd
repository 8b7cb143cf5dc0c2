@echo off
rem SPDX-License-Identifier: MIT
rem SPDX-FileCopyrightText: 2026 Danqian contributors
rem The twin of ./run for Windows (untested): run, run test, run check, run bench, run pictures, run WORDS...
setlocal EnableExtensions
set "HERE=%~dp0"
set "PYTHON=%HERE%.venv\Scripts\python.exe"
set "LOG=%HERE%.setup.log"
set "EXTRA="
set "TARGET=."
set "WORD=%~1"
if "%WORD%"=="test" set "EXTRA=test"
if "%WORD%"=="check" set "EXTRA=test"
if "%WORD%"=="bench" set "EXTRA=test"
if "%WORD%"=="pictures" set "EXTRA=test"
if defined EXTRA set "TARGET=.[test]"

rem The stamp is a copy of what the environment was made from, written last.
set "STAMP=%HERE%.venv\ready-app"
if defined EXTRA set "STAMP=%HERE%.venv\ready-test"
if not exist "%PYTHON%" goto setup
if not exist "%STAMP%" goto setup
copy /b "%HERE%pyproject.toml"+"%HERE%.ci\constraints.txt" "%HERE%.venv\wanted" >nul
fc /b "%HERE%.venv\wanted" "%STAMP%" >nul && goto start

:setup
echo danqian: setting up Danqian (details in %LOG%) ... 1>&2
set "BASE="
for %%V in (3.13 3.12 3.14 3.11) do if not defined BASE py -%%V -c "" >nul 2>nul && set "BASE=py -%%V"
if not defined BASE python -c "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))" >nul 2>nul && set "BASE=python"
if not defined BASE (
    echo danqian: Danqian needs Python 3.11, 3.12, 3.13 or 3.14; none was found. 1>&2
    exit /b 1
)
if not exist "%HERE%.venv\ready-*" if exist "%HERE%.venv" rmdir /s /q "%HERE%.venv"
if not exist "%PYTHON%" (
    %BASE% -m venv "%HERE%.venv" >"%LOG%" 2>&1 || goto failed
)
del /q "%HERE%.venv\ready-*" >nul 2>nul
pushd "%HERE%"
set "PIP_CONSTRAINT=.ci/constraints.txt"
set "PIP_BUILD_CONSTRAINT=.ci/constraints.txt"
rem The tested pip: old ones trip over lxml[html_clean].
"%PYTHON%" -m pip install pip >>"%LOG%" 2>&1 || goto failed
"%PYTHON%" -m pip install -e "%TARGET%" >>"%LOG%" 2>&1 || goto failed
popd
copy /b "%HERE%pyproject.toml"+"%HERE%.ci\constraints.txt" "%HERE%.venv\ready-app" >nul
if defined EXTRA copy /b "%HERE%.venv\ready-app" "%HERE%.venv\ready-test" >nul
move /y "%LOG%" "%HERE%.venv\setup.log" >nul
echo danqian: ready. 1>&2

:start
if not defined EXTRA (
    "%PYTHON%" "%HERE%main.py" %*
    exit /b
)
rem Everything after the first word, as it was typed.
set "REST="
for /f "tokens=1,*" %%A in ("%*") do set "REST=%%B"
pushd "%HERE%"
if "%WORD%"=="check" goto check
set "QT_QPA_PLATFORM=offscreen"
if "%WORD%"=="test" "%PYTHON%" -m pytest %REST%
if "%WORD%"=="bench" "%PYTHON%" -m tests.benchmarks %REST%
if "%WORD%"=="pictures" "%PYTHON%" -m tests.pictures %REST%
exit /b

:check
set "BAD=0"
"%HERE%.venv\Scripts\ruff" check || set "BAD=1"
"%HERE%.venv\Scripts\ruff" format --check || set "BAD=1"
"%HERE%.venv\Scripts\basedpyright" || set "BAD=1"
"%HERE%.venv\Scripts\lint-imports" || set "BAD=1"
exit /b %BAD%

:failed
echo danqian: the set-up failed; the first one needs a network. Its details are in %LOG%. 1>&2
exit /b 1
