@echo off
rem Builds Lamina the first time, then starts it. After changing sources run: mvnw package
setlocal
set "BUILT=%~dp0experiments\target\lamina"
if not exist "%BUILT%\java.args" (
  echo lamina: building ^(the first time fetches about 400 MB of libraries and models^) 1>&2
  call "%~dp0mvnw.cmd" -B -q package -Dmaven.test.skip=true -Dcompiler.checks=-Xlint:none 1>&2 || exit /b 1
)
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
"%JAVA%" "@%BUILT%\java.args" %LAMINA_OPTS% dev.lamina.cli.Main %*
