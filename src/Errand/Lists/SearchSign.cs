namespace Errand.Lists;

/// <summary>How a search compares tasks with a value.</summary>
internal enum SearchSign
{
    /// <summary>Nothing stands before the value.</summary>
    Equal,

    /// <summary>A <c>&gt;</c>.</summary>
    Greater,

    /// <summary>A <c>&lt;</c>.</summary>
    Less,

    /// <summary>Two values with <c>..</c> between them; both ends are included.</summary>
    Between,
}
