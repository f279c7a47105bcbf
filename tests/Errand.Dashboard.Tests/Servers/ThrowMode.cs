namespace Errand.Dashboard.Tests.Servers;

internal enum ThrowMode
{
    Fast,
    Exact,
}
