namespace Errand.Results.Reading;

/// <summary>Kinds of reasons not to show a result.</summary>
internal enum ResultRefusalKind
{
    /// <summary>The pointer leads to nothing.</summary>
    NoSuchMember,

    /// <summary>A slice is asked for of something else.</summary>
    NotAnArray,

    /// <summary>The format has no form for what is selected.</summary>
    OtherShape,

    /// <summary>Too many others read.</summary>
    Busy,
}
