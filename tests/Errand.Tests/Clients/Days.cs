namespace Errand.Tests.Clients;

[Flags]
public enum Days
{
    None = 0,
    Mon = 1,
    Tue = 2,
}
