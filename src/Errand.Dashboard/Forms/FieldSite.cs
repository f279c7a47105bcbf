namespace Errand.Dashboard.Forms;

/// <summary>A place that a field is made for.</summary>
/// <param name="Place">Its schema.</param>
/// <param name="Label">The name of the member, or the number of the item.</param>
/// <param name="IsRequired">Whether it cannot be left out.</param>
internal readonly record struct FieldSite(SchemaPlace Place, string Label, bool IsRequired = true);
