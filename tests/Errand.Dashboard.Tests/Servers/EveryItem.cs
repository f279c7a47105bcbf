namespace Errand.Dashboard.Tests.Servers;

internal sealed record EveryItem(string Name, int Count, string[]? Tags = null);
