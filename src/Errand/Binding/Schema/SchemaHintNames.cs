namespace Errand.Binding.Schema;

/// <summary>The keywords by which a schema says what people call its values. A validator ignores them.</summary>
internal static class SchemaHintNames
{
    public const string Unit = "x-errand-unit";
    public const string Label = "x-errand-label";
    public const string Scale = "x-errand-scale";

    /// <summary>The name of the member whose errors this one has.</summary>
    public const string ErrorOf = "x-errand-error-of";
    public const string MediaType = "x-errand-media-type";

    /// <summary>At the top of the schema of a result: the author's views.</summary>
    public const string Views = "x-errand-view";

    /// <summary>There: the pointers of the members of the summary.</summary>
    public const string Summary = "x-errand-summary";
}
