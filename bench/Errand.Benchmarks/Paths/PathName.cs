namespace Errand.Benchmarks;

/// <summary>What the small paths are called, in the tables and in the baseline.</summary>
internal static class PathName
{
    public const string CheckSmall = "check, 54 bytes";
    public const string CheckLarge = "check, 10 KiB";
    public const string CallSmall = "call, 54 bytes";
    public const string CallLarge = "call, 10 KiB";
    public const string View = "view";
    public const string SubmitToType = "submit, /v1/types/{type}/tasks";
    public const string SubmitEnvelope = "submit, /v1/tasks";
}
