namespace Errand.Dashboard.Serving;

/// <summary>What a caller needs to see a page: what the routes of the API need that show the same.</summary>
public enum PageNeed
{
    /// <summary>Nothing, not even to be known.</summary>
    Public,

    /// <summary>To be known; no scope.</summary>
    Any,

    /// <summary><c>read</c>.</summary>
    Read,

    /// <summary><c>read</c>, or <c>read:own</c> for one's own tasks.</summary>
    ReadOwn,

    /// <summary><c>act</c>, or <c>act:own</c> for one's own tasks.</summary>
    ActOwn,

    /// <summary>To be allowed to submit tasks of any type.</summary>
    Submit,

    /// <summary>What <see cref="ActOwn"/> or what <see cref="Submit"/> needs.</summary>
    ActOrSubmit,

    /// <summary><c>admin</c>.</summary>
    Admin,
}
