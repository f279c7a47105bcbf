namespace Errand;

/// <summary>One of many tasks that are submitted together.</summary>
/// <param name="Type">The public name of a mapped task type.</param>
/// <param name="Args">What serializes to the args object, as in <see cref="ITaskClient"/>'s submission of one task.</param>
/// <param name="Options">How to treat it. An idempotency key is refused: it names one submission, and these are one together.</param>
public sealed record NewTask(string Type, object? Args = null, SubmitOptions? Options = null);
