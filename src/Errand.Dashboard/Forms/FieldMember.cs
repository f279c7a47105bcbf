namespace Errand.Dashboard.Forms;

/// <summary>A member that an object may have.</summary>
public sealed record FieldMember(string Name, SchemaPlace Place, bool IsRequired);
