namespace Quickstart;

/// <summary>The result of the task type <c>quickstart</c>.</summary>
internal sealed record Greeting(string Message);
