using Errand.Results.Reading;

namespace Errand.Results.Looks;

/// <summary>What was seen of a result, or why nothing was.</summary>
internal readonly record struct Look<T>(T? Value, ResultRefusal? Refusal)
    where T : class;
