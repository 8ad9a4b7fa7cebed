@@echo off
rem Double-click: makes the page tinh-hinh.html of this folder, and opens it.
rem Bam dup: lap trang tinh-hinh.html cua thu muc nay roi mo trang do.
setlocal EnableExtensions DisableDelayedExpansion
rem Where the program is. Has it moved? Change the next line.
rem Noi dat chuong trinh. Neu da chuyen cho, sua dong duoi day.
set "CCHC_PROGRAM=@{program}"
rem Neither programs nor Python modules are taken from the current folder, in which others may write.
set "NoDefaultCurrentDirectoryInExePath=1"
set "PYTHONSAFEPATH=1"
if not exist "%CCHC_PROGRAM%" goto gone
pushd "%~dp0" || goto nofolder
"%CCHC_PROGRAM%" page --workspace . -o tinh-hinh.html
set "CODE=%ERRORLEVEL%"
if not "%CODE%"=="0" goto failed
start "" "%~dp0tinh-hinh.html"
popd
exit /b 0

:failed
echo.
echo Ma thoat %CODE%: xem thong bao o tren.
echo Exit code %CODE%: see the message above.
pause
popd
exit /b %CODE%

:gone
echo Khong tim thay chuong trinh: "%CCHC_PROGRAM%"
echo Cai lai cchc, hoac mo tep kiem-tra.bat bang Notepad va sua dong CCHC_PROGRAM.
echo The program is not there. Install cchc again, or open kiem-tra.bat in Notepad and change the line CCHC_PROGRAM.
pause
exit /b 2

:nofolder
echo Khong mo duoc thu muc: "%~dp0"
echo This folder cannot be opened.
pause
exit /b 2
