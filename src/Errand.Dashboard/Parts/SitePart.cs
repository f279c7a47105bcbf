using Errand.Dashboard.Serving;
using Microsoft.AspNetCore.Components;

namespace Errand.Dashboard.Parts;

/// <summary>A component of a page: it knows where the pages are.</summary>
public abstract class SitePart : ComponentBase
{
    [CascadingParameter]
    public required Site Site { get; set; }
}
