namespace Errand.Dashboard.Serving;

/// <summary>The pages that may show a result in a frame.</summary>
/// <param name="Sources">As <c>frame-ancestors</c> of Content-Security-Policy has them.</param>
internal sealed record FrameAncestors(string Sources)
{
    public const string None = "'none'";
    public const string Self = "'self'";

    private const string Setting = "ERRAND_FRAME_ANCESTORS";

    /// <summary>Whether pages of other sites are among them.</summary>
    public bool HasOtherSites => Sources is not (None or Self);

    /// <summary>The same, and pages of this server: what they show in a frame has all of the pages around it.</summary>
    public string WithSelf => Sources.Split(' ').Contains(Self) ? Sources : Sources == None ? Self : $"{Self} {Sources}";

    public static FrameAncestors Of(PageRequest request) =>
        new(request.Settings.FirstOrDefault(setting => setting.Name == Setting)?.Value ?? None);
}
