namespace Errand.Dashboard.Tests.Servers;

internal sealed record EveryCircle(double Radius) : EveryShape;
