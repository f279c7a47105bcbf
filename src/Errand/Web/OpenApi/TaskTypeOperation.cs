namespace Errand.Web.OpenApi;

/// <summary>What the document says of a task type.</summary>
/// <param name="Type">Its name.</param>
/// <param name="Path">Where its tasks are submitted.</param>
/// <param name="Item">The operation there, as JSON.</param>
/// <param name="Schemas">The schemas of its arguments, results and tasks, as JSON, by name.</param>
internal sealed record TaskTypeOperation(
    string Type, string Path, ReadOnlyMemory<byte> Item, IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>>> Schemas);
