using System.Text.Json;

namespace Errand.Dashboard.Forms;

/// <summary>A place in a schema.</summary>
/// <param name="Node">The schema of what stands there.</param>
/// <param name="Type">One of its types, when only this one is meant; null: all of them.</param>
public readonly record struct SchemaPlace(JsonElement Node, string? Type = null);
