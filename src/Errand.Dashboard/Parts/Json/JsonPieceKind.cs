namespace Errand.Dashboard.Parts.Json;

/// <summary>What a stretch of JSON is.</summary>
public enum JsonPieceKind
{
    /// <summary>Numbers, <c>true</c>, <c>false</c>, <c>null</c>, what stands between values, and all that is left of a long text.</summary>
    Plain,

    /// <summary>The name of a member.</summary>
    Name,

    /// <summary>A text.</summary>
    String,
}
