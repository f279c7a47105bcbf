using Errand.Dashboard.Serving;
using Microsoft.AspNetCore.Http;

namespace Errand.Dashboard.Pages.Settings;

/// <summary><c>POST /settings/appearance</c>: keeps the choices of the user in cookies of his browser, for a year.</summary>
internal static class AppearancePost
{
    public static async Task<Page> SaveAsync(PageRequest request)
    {
        IFormCollection form = await request.ReadFormAsync();
        string root = SiteFinder.Of(request).Base;
        var options = new CookieOptions
        {
            Path = root.Length == 0 ? "/" : root,
            MaxAge = TimeSpan.FromDays(365),
            SameSite = SameSiteMode.Strict,
            Secure = request.Context.Request.IsHttps,
        };
        foreach ((string choice, string[] words) in Appearance.Choices)
        {
            if (words.Contains(form[choice].ToString()))
            {
                request.Context.Response.Cookies.Append(Appearance.CookieOf(choice), form[choice].ToString(), options);
            }
            else
            {
                request.Context.Response.Cookies.Delete(Appearance.CookieOf(choice), new CookieOptions { Path = options.Path });
            }
        }

        return Page.GoTo("/settings?tab=appearance&told=saved");
    }
}
