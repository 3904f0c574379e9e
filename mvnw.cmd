@echo off
rem Runs the pinned Maven, fetched once.
setlocal
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
for /f "usebackq delims=" %%M in (`""%JAVA%" "%~dp0.mvn\FetchMaven.java""`) do set "MAVEN=%%M"
if not defined MAVEN exit /b 1
cd /d "%~dp0"
call "%MAVEN%\bin\mvn.cmd" %*
