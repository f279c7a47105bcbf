namespace Errand.Tests.Clients;

public enum Weather
{
    Sun,
    Rain,
}
