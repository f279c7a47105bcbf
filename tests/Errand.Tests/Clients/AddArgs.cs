namespace Errand.Tests.Clients;

public sealed record AddArgs(int X, int Y = 0);
