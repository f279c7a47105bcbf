namespace Errand.Tests.Contract;

/// <summary>A result whose author says how it is looked at.</summary>
internal sealed record Throw(double[] T, [property: Unit("m")] double[][] R);
