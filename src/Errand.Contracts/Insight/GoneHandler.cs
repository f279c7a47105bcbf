namespace Errand;

/// <summary>A handler that is no longer alive.</summary>
/// <param name="Id">As tasks name it.</param>
/// <param name="Host">Its machine.</param>
/// <param name="GoneAt">When it stopped, or was taken for dead.</param>
public sealed record GoneHandler(string Id, string Host, DateTimeOffset GoneAt);
