/** Where everything built goes. Two builds at once need two folders: ARTISAN_BUILD names another. */
export const BUILD_FOLDER = process.env['ARTISAN_BUILD'] ?? '.build';
