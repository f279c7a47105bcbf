namespace Errand.Dashboard.Search;

/// <summary>How tasks are compared with a value.</summary>
public enum SearchTextSign
{
    /// <summary><c>5</c></summary>
    Equal,

    /// <summary><c>&gt;5</c></summary>
    Greater,

    /// <summary><c>&lt;5</c></summary>
    Less,

    /// <summary><c>1..5</c></summary>
    Between,
}
