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

    /// <summary>The options are good by themselves, and not for this result.</summary>
    Unfit,

    /// <summary>Too many others read.</summary>
    Busy,
}
