namespace Errand.Dashboard.Tests.Servers;

internal enum Weekday
{
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
}
