namespace Errand;

/// <summary>The values of <see cref="Fault.Code"/>: a client may switch on them.</summary>
public static class FaultCode
{
    /// <summary>A member that must be there is missing.</summary>
    public const string Required = "required";

    /// <summary>A member or option that does not exist.</summary>
    public const string Unknown = "unknown";

    /// <summary>A value of another JSON type, null where none is allowed, or a string that is not one.</summary>
    public const string Type = "type";

    /// <summary>A number out of its range, or too large for its type.</summary>
    public const string Range = "range";

    /// <summary>A string or array that is too short or too long.</summary>
    public const string Length = "length";

    /// <summary>A string that does not match its pattern.</summary>
    public const string Pattern = "pattern";

    /// <summary>A value that is none of those allowed.</summary>
    public const string Enum = "enum";

    /// <summary>A term of a search that cannot be read.</summary>
    public const string Search = "search";
}
