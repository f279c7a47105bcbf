namespace Errand.TestServers;

/// <summary>Why it failed.</summary>
public sealed record SeenError(string Kind, string Message, int Attempt);
