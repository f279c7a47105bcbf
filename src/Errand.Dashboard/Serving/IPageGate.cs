using Microsoft.AspNetCore.Http;

namespace Errand.Dashboard.Serving;

/// <summary>Decides who may see which page. Without one, no page can be mapped.</summary>
public interface IPageGate
{
    /// <summary>Who asks for a page, or why it is not shown.</summary>
    /// <param name="context">The request.</param>
    /// <param name="need">What the page needs.</param>
    ValueTask<PageEntry> EnterAsync(HttpContext context, PageNeed need);
}
