namespace Errand.Dashboard.Forms;

/// <summary>One of the kinds that a value may be of.</summary>
/// <param name="Words">What people call it.</param>
/// <param name="Place">Its schema.</param>
public sealed record FieldChoice(string Words, SchemaPlace Place);
