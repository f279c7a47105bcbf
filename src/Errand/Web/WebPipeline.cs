using Errand.Access;
using Errand.Web.Access;
using Errand.Web.Errors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Errand.Web;

/// <summary>What surrounds the routes in a program that is nothing but Errand; in another program that is its own affair.</summary>
internal static class WebPipeline
{
    public static void Use(WebApplication app)
    {
        WebOptions options = app.Services.GetRequiredService<IOptions<WebOptions>>().Value;
        ServerLimits.Apply(app.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value, options);

        app.Services.GetRequiredService<OpenServer>().IsWhole(app);
        ProxyRule.Use(app, app.Services.GetRequiredService<AccessOptions>().TrustedProxies);
        app.Use(new CorsRules(app.Services.GetRequiredService<AllowedOrigins>()).Around); // Outermost: pages may read errors, too.
        app.Use(LeadingSlashes.Around);
        app.Use(new HostRule(app, options, app.Services.GetRequiredService<RequestGuard>()).Around);
        app.UseRouting(); // Said here, or the host would route before the slashes are gone.
        app.Use(app.Services.GetRequiredService<EmptyErrors>().Around);
    }
}
