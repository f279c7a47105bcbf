using System.Text;
using Errand.Web.Errors;
using Errand.Web.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Errand.Benchmarks;

/// <summary>One request that is sent again and again. Its own objects are created once, so that only the route's are counted.</summary>
internal sealed class RepeatedSubmit
{
    private readonly DefaultHttpContext _context = new();
    private readonly Func<HttpContext, Task<Problem?>> _route;
    private bool _isSent;

    /// <param name="route">As it is mapped.</param>
    /// <param name="body">JSON.</param>
    /// <param name="type">The task type in the route, if it has one.</param>
    public RepeatedSubmit(Func<HttpContext, Task<Problem?>> route, string body, string? type)
    {
        _route = route;
        HttpRequest request = _context.Request;
        request.Method = HttpMethods.Post;
        request.ContentType = MediaTypes.Json;
        var reader = new RepeatedBody(Encoding.UTF8.GetBytes(body));
        _context.Features.Set<IRequestBodyPipeFeature>(reader);
        request.ContentLength = reader.Length;
        request.RouteValues[RouteValue.TypeName] = type;
        _context.Response.Body = new MemoryStream();
    }

    /// <summary>Sends it after the previous answer.</summary>
    public Task SendAsync()
    {
        HttpResponse response = _context.Response;
        // Here and not after an await, which would allocate too.
        if (_isSent && (response.StatusCode != StatusCodes.Status202Accepted || response.Body.Length == 0))
        {
            throw new InvalidOperationException($"The submit was answered with {response.StatusCode} and {response.Body.Length} bytes.");
        }

        _isSent = true;
        response.StatusCode = StatusCodes.Status200OK;
        response.Headers.Clear();
        response.Body.SetLength(0);
        return _route(_context);
    }
}
