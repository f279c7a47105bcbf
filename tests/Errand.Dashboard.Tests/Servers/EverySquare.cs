namespace Errand.Dashboard.Tests.Servers;

internal sealed record EverySquare(double Side, string? Name = null) : EveryShape;
