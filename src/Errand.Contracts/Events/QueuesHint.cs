namespace Errand;

/// <summary>The list of queues shows something else now.</summary>
public sealed record QueuesHint : ChangeHint;
