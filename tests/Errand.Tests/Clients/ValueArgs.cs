using System.Numerics;

namespace Errand.Tests.Clients;

/// <summary>Values whose JSON is the server's own choice.</summary>
public sealed record ValueArgs(
    double Gap, Weather Weather, Days Days, double[,] Grid, (int Low, string Name) Pair, BigInteger Large, DateTimeOffset At, byte[] Bytes);
