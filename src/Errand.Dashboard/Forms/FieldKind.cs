namespace Errand.Dashboard.Forms;

/// <summary>How a value is typed into a form.</summary>
public enum FieldKind
{
    /// <summary>JSON as it is: what has no form of its own.</summary>
    Json,

    /// <summary>A string, on one line.</summary>
    Text,

    /// <summary>A string that may be long.</summary>
    LongText,

    Number,
    Integer,
    Boolean,

    /// <summary>One of several values.</summary>
    Enum,

    /// <summary>A string that is a date and a time with its zone.</summary>
    Instant,

    /// <summary>A string that is base64: a file, or the text itself.</summary>
    File,

    /// <summary>The only value that there is.</summary>
    Constant,

    /// <summary>An array of plain values, one on each line.</summary>
    Lines,

    /// <summary>An array of arrays of numbers, a row on each line.</summary>
    Matrix,

    /// <summary>An array of a fixed length.</summary>
    Fixed,

    /// <summary>An array of whatever has fields of its own.</summary>
    List,

    /// <summary>An object with the members that its type has.</summary>
    Group,

    /// <summary>An object with whatever names.</summary>
    Map,

    /// <summary>A value of one of several kinds.</summary>
    OneOf,
}
